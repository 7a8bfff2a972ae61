package io.ballotstream.seeder.people;

/** A stream of people, one after the other, in memory that does not grow with their number. Not thread-safe. */
public interface People extends AutoCloseable {
    /**
     * The next person.
     *
     * @param location where the person is to live, which a source that invents addresses makes the region of the address;
     *     null leaves it to the source, which must then {@linkplain PeopleSource#bringsRegions() bring regions}
     * @throws io.ballotstream.model.ServiceFailedException if the source cannot give the person
     * @throws InterruptedException if interrupted while waiting for the source
     */
    Person next(String location) throws InterruptedException;

    @Override
    void close();
}
