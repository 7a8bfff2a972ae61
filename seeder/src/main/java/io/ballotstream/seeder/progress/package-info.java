/** The phases of seeding, and the display of their progress. The work itself does not belong here. */
package io.ballotstream.seeder.progress;
