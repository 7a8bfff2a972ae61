package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.model.RejectReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Determines which candidate a voter votes for. In ballot order, the candidates' weights divide the roll of a location
 * into ranges. A voter votes for the candidate whose range contains the voter's roll number. Immutable.
 */
public final class BallotPlan {
    private final Map<String, Shares> byLocation;

    private BallotPlan(Map<String, Shares> byLocation) {
        this.byLocation = byLocation;
    }

    /**
     * Creates a plan. A location without planned votes has an empty roll.
     *
     * @param locations all locations of the election
     * @param votes the rows of the ballot plan; those of a location by ballot number
     * @return the plan
     */
    public static BallotPlan of(List<Location> locations, List<PlannedVotes> votes) {
        Builder plan = new Builder();
        locations.forEach(location -> plan.location(location.location()));
        votes.forEach(planned -> plan.share(planned.location(), planned.candidateId(), planned.weight()));
        return plan.build();
    }

    /** {@return the number of voters on all rolls} */
    public long voters() {
        return byLocation.values().stream().mapToLong(Shares::voters).sum();
    }

    /**
     * Determines the candidate.
     *
     * @param location the voter's location
     * @param rollNumber the voter's number on the roll, from 0
     * @return the candidate's id
     * @throws InvalidRecordException UNKNOWN_LOCATION if the plan does not contain the location, BAD_FIELD if its roll
     *     is shorter
     */
    public String candidateOf(String location, long rollNumber) throws InvalidRecordException {
        Shares shares = byLocation.get(location);
        if (shares == null) {
            throw new InvalidRecordException(
                    RejectReason.UNKNOWN_LOCATION, "The field location is not a location of the election.");
        }
        for (int candidate = 0; candidate < shares.ends.length; candidate++) {
            if (rollNumber < shares.ends[candidate]) {
                return shares.candidates[candidate];
            }
        }
        throw new InvalidRecordException(
                RejectReason.BAD_FIELD, "The field roll_number is beyond the end of the location's roll.");
    }

    /** @param ends exclusive end of each candidate's range */
    private record Shares(String[] candidates, long[] ends) {
        long voters() {
            return ends.length == 0 ? 0 : ends[ends.length - 1];
        }
    }

    /** Builds a plan row by row. Not thread-safe. */
    public static final class Builder {
        private final Map<String, List<String>> candidates = new HashMap<>();
        private final Map<String, List<Long>> ends = new HashMap<>();

        /** Creates an empty plan. */
        public Builder() {}

        /**
         * Adds a location with an empty roll.
         *
         * @param location the location
         * @return this
         */
        public Builder location(String location) {
            candidates.computeIfAbsent(location, key -> new ArrayList<>());
            ends.computeIfAbsent(location, key -> new ArrayList<>());
            return this;
        }

        /**
         * Adds the next candidate on a location's ballot.
         *
         * @param location the location
         * @param candidateId the candidate
         * @param weight number of voters who vote for the candidate
         * @return this
         */
        public Builder share(String location, String candidateId, long weight) {
            location(location);
            List<Long> before = ends.get(location);
            long start = before.isEmpty() ? 0 : before.get(before.size() - 1);
            before.add(Math.addExact(start, weight));
            candidates.get(location).add(candidateId);
            return this;
        }

        /** {@return the plan} */
        public BallotPlan build() {
            Map<String, Shares> shares = new HashMap<>();
            candidates.forEach((location, ids) -> shares.put(
                    location,
                    new Shares(
                            ids.toArray(String[]::new),
                            ends.get(location).stream().mapToLong(end -> end).toArray())));
            return new BallotPlan(shares);
        }
    }
}
