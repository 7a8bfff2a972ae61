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
 * Whom the voters of each location vote for. The candidates' weights, laid end to end in the order of the ballot, cover
 * the location's roll; a voter votes for the candidate whose part the roll number falls into.
 */
public final class BallotPlan {
    private final Map<String, Shares> byLocation;

    private BallotPlan(Map<String, Shares> byLocation) {
        this.byLocation = byLocation;
    }

    /**
     * The plan for these locations. One without planned votes has an empty roll.
     *
     * @param votes a location's candidates in the order of their ballot numbers
     */
    public static BallotPlan of(List<Location> locations, List<PlannedVotes> votes) {
        Builder plan = new Builder();
        locations.forEach(location -> plan.location(location.location()));
        votes.forEach(planned -> plan.share(planned.location(), planned.candidateId(), planned.weight()));
        return plan.build();
    }

    /** How many can vote: the length of all rolls together. */
    public long voters() {
        return byLocation.values().stream().mapToLong(Shares::voters).sum();
    }

    /**
     * The candidate's id.
     *
     * @throws InvalidRecordException UNKNOWN_LOCATION if the plan does not have the location, BAD_FIELD if its roll is
     *     not that long
     */
    public String candidateOf(String location, long rollNumber) throws InvalidRecordException {
        Shares shares = byLocation.get(location);
        if (shares == null) {
            throw new InvalidRecordException(
                    RejectReason.UNKNOWN_LOCATION, "The field location is none of the election's locations.");
        }
        for (int candidate = 0; candidate < shares.ends.length; candidate++) {
            if (rollNumber < shares.ends[candidate]) {
                return shares.candidates[candidate];
            }
        }
        throw new InvalidRecordException(
                RejectReason.BAD_FIELD, "The field roll_number is beyond the end of the location's roll.");
    }

    /** @param ends where each candidate's part ends, exclusive */
    private record Shares(String[] candidates, long[] ends) {
        long voters() {
            return ends.length == 0 ? 0 : ends[ends.length - 1];
        }
    }

    /** Collects a plan. */
    public static final class Builder {
        private final Map<String, List<String>> candidates = new HashMap<>();
        private final Map<String, List<Long>> ends = new HashMap<>();

        /** A location, which has an empty roll until shares are added. */
        public Builder location(String location) {
            candidates.computeIfAbsent(location, key -> new ArrayList<>());
            ends.computeIfAbsent(location, key -> new ArrayList<>());
            return this;
        }

        /** The next candidate on the location's ballot. */
        public Builder share(String location, String candidateId, long weight) {
            location(location);
            List<Long> before = ends.get(location);
            long start = before.isEmpty() ? 0 : before.get(before.size() - 1);
            before.add(Math.addExact(start, weight));
            candidates.get(location).add(candidateId);
            return this;
        }

        /** The plan of all that was added. */
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
