package io.ballotstream.seeder.people;

import java.util.List;

/**
 * Where voters and candidates come from. The same source with the same seed and total gives the same people, whatever
 * number the stream begins with, so that an interrupted registration can go on.
 */
public interface PeopleSource {
    /** By what name the election remembers the source, so that an interrupted registration goes on with the same. */
    String name();

    /**
     * The people from a number on.
     *
     * @param first the number of the first person wanted, from 0
     * @param total how many people the election has in all
     */
    People open(long first, long total);

    /**
     * People to stand for election, who are nobody's voters; their genders alternate.
     *
     * @throws io.ballotstream.model.ServiceFailedException if the source cannot give them
     * @throws InterruptedException if interrupted while waiting for the source
     */
    List<Person> candidates(int count) throws InterruptedException;

    /**
     * Whether people come with regions of their own, which then decide where they vote in an election without a results
     * file; otherwise the seeder decides and people are made to fit.
     */
    boolean bringsRegions();
}
