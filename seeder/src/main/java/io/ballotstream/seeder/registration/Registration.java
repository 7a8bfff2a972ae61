package io.ballotstream.seeder.registration;

import io.ballotstream.model.Election;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Voter;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.people.People;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SimulationPlanner;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.random.Permutation;
import io.ballotstream.seeder.random.SeededRandom;
import io.ballotstream.store.ElectionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * Writes the voters of an election in pages. Each page is committed, and the next run resumes after the last one.
 *
 * <p>The rows are a function of the stored election and the source of people. Memory does not grow with the voters.
 */
public final class Registration {
    /** The size of a page, which is one transaction. It is also the largest page of the people API. */
    static final int PAGE = 5000;

    private static final long LATE_BY_MS =
            Lateness.DEFAULT_ALLOWED.plus(Duration.ofHours(1)).toMillis();

    private final Connection connection;
    private final Election election;
    private final Manifest manifest;
    private final PeopleSource source;
    private final SeedListener listener;
    private final ElectionTables tables;
    private final VoterTable voters;
    private LateVoters late;

    /**
     * Creates a registration, which has not written anything yet.
     *
     * @param connection of the owner, with auto-commit off
     * @param stored the election
     * @param source of the voters, the one stored with the election
     * @param listener receives the progress
     */
    public Registration(Connection connection, StoredElection stored, PeopleSource source, SeedListener listener) {
        this.connection = connection;
        this.election = stored.election();
        this.manifest = stored.manifest();
        this.source = source;
        this.listener = listener;
        this.tables = new ElectionTables(connection);
        this.voters = new VoterTable(connection);
    }

    /**
     * Checks whether an election is prepared.
     *
     * @param connection to the database
     * @param election in the database
     * @return whether all voters are registered and the ballot plan is complete
     * @throws SQLException if the database fails
     */
    public static boolean isComplete(Connection connection, Election election) throws SQLException {
        return new VoterTable(connection).registered() == election.voters()
                && new ElectionTables(connection).electorate().size() == election.voters();
    }

    /**
     * Registers the voters who are not yet registered.
     *
     * @throws SQLException if the database fails
     * @throws InterruptedException if the thread is interrupted; the committed pages remain
     */
    public void complete() throws SQLException, InterruptedException {
        boolean votersDecideWhere = election.resultsSha256() == null && source.bringsRegions();
        if (votersDecideWhere) {
            register((voterNumber, people) -> {
                Person person = people.next(null);
                return person.asVoter(regionOf(person), voterNumber, votedBefore());
            });
            planForThoseWhoCame();
        } else {
            Electorate electorate = tables.electorate();
            // Voters are published in the order of their numbers, which is shuffled so that all locations report all
            // the time.
            Permutation order = new Permutation(SeededRandom.key(election.seed(), "order"), election.voters());
            register((voterNumber, people) -> {
                Electorate.Entry entry = electorate.at(order.at(voterNumber));
                return people.next(entry.location()).asVoter(entry.location(), entry.number(), votedBefore());
            });
        }
        voters.analyze();
        connection.commit();
    }

    private interface Registrar {
        Voter register(long voterNumber, People people) throws InterruptedException;
    }

    private Long votedBefore() {
        return late.next() ? LATE_BY_MS : null;
    }

    /**
     * Selects the voters who are late.
     *
     * @param election with the seed and the number of voters
     * @param manifest with the number of late voters
     * @return the decisions, in the order of the voter numbers
     */
    public static LateVoters lateVoters(Election election, Manifest manifest) {
        return new LateVoters(election.seed(), election.voters(), manifest.of(RecordKind.LATE));
    }

    private void register(Registrar registrar) throws SQLException, InterruptedException {
        long next = voters.registered();
        late = lateVoters(election, manifest).skip(next);
        listener.progress(SeedPhase.REGISTERING, next, election.voters());
        try (People people = source.open(next, election.voters())) {
            while (next < election.voters()) {
                // Pages end at the page boundaries of the source, regardless of the first number of this run.
                long end = Math.min(election.voters(), (next / PAGE + 1) * PAGE);
                try (VoterTable.Appender appender = voters.append()) {
                    for (; next < end; next++) {
                        appender.add(next, registrar.register(next, people));
                        if (Thread.interrupted()) {
                            throw new InterruptedException("Interrupted while voters were registered");
                        }
                    }
                    appender.finish();
                }
                tables.registered(next);
                connection.commit();
                listener.progress(SeedPhase.REGISTERING, next, election.voters());
            }
        }
    }

    private static String regionOf(Person person) {
        String region = person.region();
        return region == null || region.isBlank() ? "Unknown" : region;
    }

    private void planForThoseWhoCame() throws SQLException {
        if (tables.electorate().size() > 0) {
            return;
        }
        voters.shuffleRolls(election.seed());
        Map<String, Long> registered = voters.registeredByLocation();
        SimulationPlanner planner = new SimulationPlanner(election.seed(), Places.load());
        tables.plan(
                planner.locations(registered), planner.votes(registered, new ElectionStore(connection).candidates()));
        connection.commit();
    }
}
