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
 * Seeds an election: first writes everything to the database and creates empty topics in Kafka, then publishes the
 * voters to {@code voters_topic}.
 *
 * <p>Only one seeder at a time can work on a database; a second one is refused. The exception: while one seeder
 * publishes voters, another one may verify that everything is prepared. Both phases resume after an interruption.
 *
 * <p>All methods throw {@link ServiceFailedException} if a service fails, {@link BadInputException} if the options do
 * not match the existing election, and {@link InterruptedException} soon after the thread is interrupted.
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
     * Connects to the database as its owner, migrates tables and roles, and locks out other seeders until it is closed.
     *
     * @param database with the owner's login
     * @param brokers of Kafka, {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param environment contains the passwords of the roles, if they are to be set
     * @param listener receives the progress
     * @return a seeder, which keeps its locks until it is closed
     * @throws InterruptedException if the thread is interrupted
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
            connection.setAutoCommit(false);
            setUpRoles(connection, environment);
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

    /**
     * Restores the reader and sets the passwords. Also ends the reader's transactions, since each of them may lock the
     * role or a table.
     */
    private static void setUpRoles(Connection connection, Connections environment) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Two sessions that alter a role at the same time fail. A health check may do so, with the same lock.
            statement.execute("LOCK TABLE seeder_locks IN SHARE ROW EXCLUSIVE MODE");
            statement.execute("SELECT restore_reader(interval '0')");
        }
        new RolePasswords(environment).apply(connection);
        connection.commit();
    }

    /** {@return the election in the database; empty before one is prepared} */
    public Optional<StoredElection> election() {
        return inDatabase(() -> {
            Optional<StoredElection> election = new ElectionTables(connection).read();
            connection.commit();
            return election;
        });
    }

    /**
     * Asks Kafka for the partitions of {@code voters_topic}.
     *
     * @return their number; 0 if the topic does not exist
     * @throws InterruptedException if the thread is interrupted
     */
    public int votersPartitions() throws InterruptedException {
        try (ElectionTopics topics = new ElectionTopics(brokers)) {
            return topics.votersPartitions();
        }
    }

    /**
     * Empties all tables, and deletes the topics and the jobs' consumer groups. The roles remain.
     *
     * @throws BadInputException while a job runs
     * @throws InterruptedException if the thread is interrupted
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
     * Checks that the database contains no election.
     *
     * @throws BadInputException if it contains one
     */
    public void requireNoElection() {
        election().ifPresent(present -> {
            throw new BadInputException("The database already contains the election \""
                    + present.election().name() + "\": continue it with --resume, or start over with --reset.");
        });
    }

    /**
     * Prepares a new election.
     *
     * @param options parameters of the election
     * @param people source of candidates and voters
     * @return the election, with all its voters registered
     * @throws BadInputException if there is an election already, or the topics are not empty
     * @throws InterruptedException if the thread is interrupted
     */
    public Election prepare(SeedOptions options, PeopleSource people) throws InterruptedException {
        requireNoElection();
        // Before anything is written, so that nothing has to be cleaned up if the source of people fails.
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
     * Registers the voters of the stored election who are not yet registered.
     *
     * @param people from the source that is stored with the election
     * @return the stored election
     * @throws InterruptedException if the thread is interrupted
     */
    public Election resumePreparing(PeopleSource people) throws InterruptedException {
        StoredElection stored = existingElection();
        String source = stored.election().peopleSource();
        if (!source.equals(people.name())) {
            throw new BadInputException("--source must be " + source
                    + ", as when the election was prepared: all its voters come from one source.");
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
     * Publishes the voters of the prepared election who are not yet published. If PostgreSQL or Kafka becomes
     * unavailable, it waits without a limit, tells the listener, and resumes after the last voter that Kafka has.
     *
     * @param rate at which voters are published
     * @param resume whether an earlier run may have published some
     * @throws InterruptedException if the thread is interrupted
     */
    public void publish(Rate rate, boolean resume) throws InterruptedException {
        publish(() -> rate, resume);
    }

    /**
     * As {@link #publish(Rate, boolean)}, at a rate that may change.
     *
     * @param rates supplies the current rate before each record
     * @param resume whether an earlier run may have published some
     * @throws InterruptedException if the thread is interrupted
     */
    public void publish(Supplier<Rate> rates, boolean resume) throws InterruptedException {
        StoredElection stored = existingElection();
        interruptiblyInDatabase(() -> {
            if (!Registration.isComplete(connection, stored.election())) {
                throw new BadInputException(
                        "The election \"" + stored.election().name()
                                + "\" is not completely prepared: complete it with --phase prepare --resume.");
            }
            locks.take(Lock.PUBLISHING);
            // Publishing may take hours. Another seeder may verify meanwhile that the same election is prepared.
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
                // Otherwise a slow stream would keep a transaction open for hours.
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
                        "The database contains no election to publish: run --phase prepare first."));
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

    /** Rolls back a transaction that a failure left open. After a commit there is none. */
    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken, and its transaction has ended with it. The caller gets the original failure.
        }
    }

    private static ServiceFailedException postgresFailed(PostgresAddress database, Exception e) {
        return new ServiceFailedException("PostgreSQL at " + database + " failed: " + firstLine(e.getMessage()), e);
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }

    /** Releases the locks. */
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
            // Nothing is lost, because everything important was committed.
        }
    }
}
