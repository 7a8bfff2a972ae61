package io.ballotstream.seeder;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Election;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.SeederLocks.Lock;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.ElectionPlan;
import io.ballotstream.seeder.plan.ResultsPlanner;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.plan.SimulationPlanner;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.seeder.publishing.VoterPublisher;
import io.ballotstream.seeder.registration.ElectionTables;
import io.ballotstream.seeder.registration.Registration;
import io.ballotstream.seeder.registration.RolePasswords;
import io.ballotstream.seeder.registration.StoredElection;
import io.ballotstream.store.Connections;
import io.ballotstream.store.JobHeartbeats;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts an election into the services: first everything into the database and empty topics into Kafka, then its voters
 * onto {@code voters_topic}.
 *
 * <p>One seeder at a time works on a database; a second one is refused. Only while voters are published may another one
 * find that all is prepared. Both phases go on after any interruption where they were.
 *
 * <p>All methods throw {@link ServiceFailedException} when a service fails, {@link BadInputException} when what is asked
 * does not fit what is there, and {@link InterruptedException} soon after the thread is interrupted.
 */
public final class Seeder implements AutoCloseable {
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);
    private static final int VALIDITY_TIMEOUT_SECONDS = 10;

    private final PostgresAddress database;
    private final String brokers;
    private final SeedListener listener;
    private final SeederLocks locks;
    private Connection connection;

    private Seeder(
            PostgresAddress database, String brokers, SeedListener listener, Connection connection, SeederLocks locks) {
        this.database = database;
        this.brokers = brokers;
        this.listener = listener;
        this.connection = connection;
        this.locks = locks;
    }

    /**
     * Connects to the database as its owner, brings tables and roles up to date, and keeps other seeders out until
     * closed.
     *
     * @param environment holds the passwords of the roles, where they are to be set
     */
    public static Seeder open(PostgresAddress database, String brokers, Connections environment, SeedListener listener)
            throws InterruptedException {
        Connection connection = null;
        try {
            connection = database.connectForLongStatements();
            SeederLocks locks = new SeederLocks(connection, database);
            // The locks are rows.
            Schema.migrate(database);
            locks.take(Lock.PREPARING);
            restoreReader(connection);
            new RolePasswords(environment).apply(connection);
            connection.setAutoCommit(false);
            return new Seeder(database, brokers, listener, connection, locks);
        } catch (SQLException e) {
            close(connection);
            throw postgresFailed(database, e);
        } catch (IllegalArgumentException e) {
            close(connection);
            throw new BadInputException(e.getMessage());
        } catch (BadInputException | ServiceFailedException | InterruptedException e) {
            close(connection);
            throw e;
        }
    }

    /** Also ends the reader's transactions: any of them may keep the role or a table locked. */
    private static void restoreReader(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT restore_reader(interval '0')");
        }
    }

    /** The election that the database holds. */
    public Optional<StoredElection> election() {
        return inDatabase(() -> {
            Optional<StoredElection> election = new ElectionTables(connection).read();
            connection.commit();
            return election;
        });
    }

    /** The number of partitions of {@code voters_topic}, 0 if there is none. */
    public int votersPartitions() throws InterruptedException {
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            return topics.votersPartitions();
        }
    }

    /**
     * Empties all tables, and deletes the topics and the jobs' positions on them; the roles stay.
     *
     * @throws BadInputException while a job runs
     */
    public void reset() throws InterruptedException {
        List<String> running = interruptiblyInDatabase(() -> {
            locks.take(Lock.PREPARING);
            locks.take(Lock.PUBLISHING);
            connection.setAutoCommit(true);
            try {
                return new JobHeartbeats(connection, List.of(Jobs.CASTING, Jobs.TALLY), HEARTBEAT_TIMEOUT)
                        .findRunning();
            } finally {
                connection.setAutoCommit(false);
            }
        });
        if (!running.isEmpty()) {
            throw new BadInputException("--reset is refused while a job reads the topics: "
                    + String.join(" and ", running) + " must be stopped first.");
        }
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            topics.delete();
        }
        inDatabase(() -> {
            truncateAll();
            connection.commit();
            return null;
        });
    }

    private void truncateAll() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT quote_ident(tablename) FROM pg_tables
                        WHERE schemaname = 'public' AND tablename NOT IN ('flyway_schema_history', 'seeder_locks')""")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            statement.execute("TRUNCATE " + String.join(", ", tables));
        }
    }

    /**
     * Sees to it that there is room for a new election.
     *
     * @throws BadInputException if there is an election already
     */
    public void requireNoElection() {
        election().ifPresent(present -> {
            throw new BadInputException("The database already holds the election \""
                    + present.election().name() + "\": --resume goes on with it, --reset starts over.");
        });
    }

    /**
     * Prepares a new election.
     *
     * @throws BadInputException if there is one already, or the topics are not empty
     */
    public Election prepare(SeedOptions options, PeopleSource people) throws InterruptedException {
        requireNoElection();
        // Before anything is written: a source of people that fails leaves nothing to clean up.
        ElectionPlan plan = plan(options, people);
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            topics.create(options.partitions(), options.replication());
        }
        inDatabase(() -> {
            new ElectionTables(connection).create(plan, options, people.name());
            connection.commit();
            return null;
        });
        return resumePreparing(people);
    }

    /**
     * Registers the voters of the stored election who are not registered yet.
     *
     * @param people from the source that the election remembers
     */
    public Election resumePreparing(PeopleSource people) throws InterruptedException {
        StoredElection stored = existingElection();
        String source = stored.election().peopleSource();
        if (!source.equals(people.name())) {
            throw new BadInputException("--source must be " + source
                    + ", as when the election was begun: one source gives all its voters.");
        }
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            topics.requireAll();
        }
        interruptiblyInDatabase(() -> {
            locks.take(Lock.PREPARING);
            new Registration(connection, stored, people, listener).complete();
            return null;
        });
        return stored.election();
    }

    /**
     * Publishes the voters of the prepared election who are not published yet. If PostgreSQL or Kafka goes away meanwhile,
     * it waits for as long as it takes, tells the listener, and goes on behind the last voter that Kafka has.
     *
     * @param resume whether an earlier run may have published some
     */
    public void publish(Rate rate, boolean resume) throws InterruptedException {
        publish(() -> rate, resume);
    }

    /**
     * As {@link #publish(Rate, boolean)}, at a rate that may change.
     *
     * @param rates tells how fast, before each record
     */
    public void publish(Supplier<Rate> rates, boolean resume) throws InterruptedException {
        StoredElection stored = existingElection();
        interruptiblyInDatabase(() -> {
            if (!Registration.isComplete(connection, stored.election())) {
                throw new BadInputException(
                        "The election \"" + stored.election().name()
                                + "\" is not prepared to the end: --phase prepare --resume completes it.");
            }
            locks.take(Lock.PUBLISHING);
            // Publishing may take hours. Whoever prepares the same election meanwhile finds that all is there.
            locks.giveBack(Lock.PREPARING);
            return null;
        });
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            topics.requireAll();
        }
        publishThroughOutages(stored, rates, resume);
        inDatabase(() -> {
            locks.giveBack(Lock.PUBLISHING);
            return null;
        });
    }

    private void publishThroughOutages(StoredElection stored, Supplier<Rate> rates, boolean resume)
            throws InterruptedException {
        Outage outage = new Outage(listener);
        boolean interrupted = resume;
        while (true) {
            try {
                reconnect();
                // A slow stream must not hold a transaction open for hours.
                connection.setAutoCommit(true);
                new VoterPublisher(stored, connection, brokers, outage.endingWith(listener))
                        .publish(rates, interrupted);
                connection.setAutoCommit(false);
                return;
            } catch (SQLException e) {
                outage.await(postgresFailed(database, e));
            } catch (ServiceFailedException e) {
                outage.await(e);
            }
            interrupted = true;
        }
    }

    private void reconnect() throws SQLException, InterruptedException {
        if (!connection.isValid(VALIDITY_TIMEOUT_SECONDS)) {
            close(connection);
            connection = database.connectForLongStatements();
            locks.moveTo(connection);
        }
    }

    private StoredElection existingElection() {
        return election()
                .orElseThrow(() -> new BadInputException(
                        "The database holds no election to publish: --phase prepare comes first."));
    }

    private static ElectionPlan plan(SeedOptions options, PeopleSource people) throws InterruptedException {
        if (options.results() != null) {
            ResultsFile results = options.results();
            return ResultsPlanner.plan(nameOf(options), results, options.scale());
        }
        SimulationPlanner planner = new SimulationPlanner(options.seed(), Places.load());
        var candidates = people.candidates(SimulationPlanner.CANDIDATES);
        return people.bringsRegions()
                ? planner.ofRegionsToCome(nameOf(options), options.voters(), candidates)
                : planner.of(nameOf(options), options.voters(), options.nationalities(), candidates);
    }

    private static String nameOf(SeedOptions options) {
        if (options.name() != null) {
            return options.name();
        }
        if (options.results() == null) {
            return "Simulated election";
        }
        String file = options.results().path().getFileName().toString();
        String name = file.endsWith(".csv") ? file.substring(0, file.length() - ".csv".length()) : file;
        return options.scale() == 1 ? name : name + ", 1 in " + options.scale();
    }

    private interface DatabaseWork<T> {
        T run() throws SQLException, InterruptedException;
    }

    private <T> T interruptiblyInDatabase(DatabaseWork<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (SQLException e) {
            throw postgresFailed(database, e);
        } finally {
            rollBack();
        }
    }

    private interface QuickDatabaseWork<T> {
        T run() throws SQLException;
    }

    private <T> T inDatabase(QuickDatabaseWork<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw postgresFailed(database, e);
        } finally {
            rollBack();
        }
    }

    /** Ends what a failure left open; after a commit there is nothing to end. */
    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and its transaction with it: the failure itself is on its way to the caller.
        }
    }

    private static ServiceFailedException postgresFailed(PostgresAddress database, Exception e) {
        return new ServiceFailedException("PostgreSQL at " + database + " failed: " + firstLine(e.getMessage()), e);
    }

    private static String firstLine(String message) {
        return message == null
                ? "it gave no reason"
                : message.lines().findFirst().orElse("");
    }

    /** Lets other seeders in. */
    @Override
    public void close() {
        close(connection);
    }

    private static void close(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is lost: what is to stay was committed.
        }
    }
}
