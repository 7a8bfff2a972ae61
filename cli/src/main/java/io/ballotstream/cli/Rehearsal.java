package io.ballotstream.cli;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * An election from the creation of its tables to the verdict: prepares it, starts both jobs, publishes the voters,
 * waits until all votes are counted, and audits.
 */
final class Rehearsal {
    private final RehearsalOptions options;
    private final Services services;
    private final Progress progress;
    private final List<RunningJob> jobs = new CopyOnWriteArrayList<>();

    Rehearsal(RehearsalOptions options, Services services, Progress progress) {
        this.options = options;
        this.services = services;
        this.progress = progress;
    }

    /**
     * Holds the election.
     *
     * @param electionExists receives the login of the reader when the election exists
     */
    AuditReport hold(Consumer<PostgresAddress> electionExists) throws InterruptedException {
        PostgresAddress owner = services.postgres();
        String kafka = services.kafka();
        FlinkCluster flink = services.flink();
        progress.up(List.of(
                "Flink web interface: " + flink.webInterface(),
                "Kafka: " + kafka,
                "PostgreSQL: " + services.postgresUri(),
                "Results: kcat -Ce -b " + kafka + " -t " + Topics.CANDIDATE_RESULTS,
                "         kcat -Ce -b " + kafka + " -t " + Topics.LOCATION_RESULTS,
                "         kcat -Ce -b " + kafka + " -t " + Topics.PARTY_RESULTS));

        progress.begin("Preparing the election");
        Logins logins = Logins.random(owner);
        try (Seeder seeder = Seeder.open(owner, kafka, logins.forSeeder(), progress)) {
            seeder.prepare(options.seed(), options.people());
            electionExists.accept(logins.reader());
            progress.begin("Starting the jobs");
            start(flink, kafka, new DatabaseLogin(logins.writer()));
            seeder.publish(options.rate(), false);
        }
        progress.begin("Counting the remaining votes");
        List<String> missing = Drained.await(owner, kafka);
        progress.begin("Auditing");
        return new Audit(owner, kafka, Optional.ofNullable(options.seed().results())).run(missing);
    }

    private void start(FlinkCluster flink, String kafka, DatabaseLogin database) throws InterruptedException {
        JobOptions job = new JobOptions(kafka, database, false);
        StreamExecutionEnvironment casting = flink.environment(Jobs.CASTING, options.parallelism());
        VoteCastingJob.build(casting, job);
        jobs.add(flink.submit(Jobs.CASTING, casting));

        StreamExecutionEnvironment tally = flink.environment(Jobs.TALLY, options.parallelism());
        VoteTallyJob.build(tally, job, options.tally());
        jobs.add(flink.submit(Jobs.TALLY, tally));
    }

    /** Waits as long as anything changes. Returns what is missing. */
    void requireRunningJobs() {
        for (RunningJob job : jobs) {
            job.failure().ifPresent(failure -> {
                throw failure;
            });
        }
    }
}
