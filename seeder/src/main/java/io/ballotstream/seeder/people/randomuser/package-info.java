/**
 * The client of the randomuser.me API: requests, retries, and parsing of responses. Nothing else may send requests to it.
 */
package io.ballotstream.seeder.people.randomuser;
