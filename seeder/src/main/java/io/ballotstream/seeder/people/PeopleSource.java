package io.ballotstream.seeder.people;

import java.util.List;

/**
 * A source of voters and candidates. The same source with the same seed and total gives the same people, regardless of
 * the first number of the stream, so that an interrupted registration can resume.
 */
public interface PeopleSource {
    /**
     * The name of the source. It is stored with the election, so that an interrupted registration resumes with it.
     *
     * @return the value of the option {@code --source}
     */
    String name();

    /**
     * The people from a given number.
     *
     * @param first the number of the first person, from 0
     * @param total the number of people of the election
     * @return a stream that ends after {@code total - first} people
     */
    People open(long first, long total);

    /**
     * Candidates, who are not voters; their genders alternate.
     *
     * @param count the number of candidates
     * @return {@code count} people, in ballot order
     * @throws io.ballotstream.model.ServiceFailedException if the source does not provide them
     * @throws InterruptedException if interrupted while waiting for the source
     */
    List<Person> candidates(int count) throws InterruptedException;

    /**
     * Whether people have regions of their own. In an election without a results file, they then vote there. Otherwise
     * the seeder assigns locations, and the source generates matching people.
     *
     * @return whether {@link People#next} accepts null
     */
    boolean bringsRegions();
}
