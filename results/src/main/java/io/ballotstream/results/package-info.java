/**
 * Reads results files, validates them, and scales them down.
 *
 * <p>How voters are derived from the results belongs to the seeder. Nothing here needs a service.
 */
package io.ballotstream.results;
