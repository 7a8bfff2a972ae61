/** Sources of people: names, birthdays and addresses. How people vote does not belong here. */
package io.ballotstream.seeder.people;
