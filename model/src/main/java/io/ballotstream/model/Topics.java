package io.ballotstream.model;

import java.util.List;

/** The names of the Kafka topics. No other class spells them out. */
public final class Topics {
    /** Keyed by voter_id: one record per voter who comes to vote. */
    public static final String VOTERS = "voters_topic";

    /** Keyed by vote_id: one record per accepted vote, without personal data. */
    public static final String VOTES = "votes_topic";

    /** Keyed by candidate_id, compacted: the newest standing of each candidate. */
    public static final String CANDIDATE_RESULTS = "aggregated_votes_per_candidate";

    /** Keyed by location, compacted: the newest turnout of each location. */
    public static final String LOCATION_RESULTS = "aggregated_turnout_by_location";

    /** Keyed by party, compacted: the newest votes of each party. */
    public static final String PARTY_RESULTS = "aggregated_votes_per_party";

    private Topics() {}

    /** {@return all topics, in the order of the flow} */
    public static List<String> all() {
        return List.of(VOTERS, VOTES, CANDIDATE_RESULTS, LOCATION_RESULTS, PARTY_RESULTS);
    }
}
