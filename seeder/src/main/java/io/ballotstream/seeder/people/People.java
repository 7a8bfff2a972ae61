package io.ballotstream.seeder.people;

/** A stream of people. Its memory does not grow with their number. Not thread-safe. */
public interface People extends AutoCloseable {
    /**
     * The next person.
     *
     * @param location where the person lives. A source that generates addresses uses it as the region of the address.
     *     May be null if the source {@linkplain PeopleSource#bringsRegions() brings regions}
     * @return a person whom this stream has not returned before
     * @throws io.ballotstream.model.ServiceFailedException if the source does not provide the person
     * @throws InterruptedException if interrupted while waiting for the source
     */
    Person next(String location) throws InterruptedException;

    @Override
    void close();
}
