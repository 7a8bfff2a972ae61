package io.ballotstream.jobs.kafka;

import io.ballotstream.store.kafka.KafkaLogin;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits as the connector does, but carries on without a transaction only where it is already committed.
 *
 * <p>A transaction that this run wrote and Kafka refuses to commit is lost: the job fails without a restart. A restored
 * one that Kafka refuses was most often committed before the restart. {@link WitnessingWriter} makes sure of that before
 * the next checkpoint completes. Here, whatever a dead attempt left open under the same id is aborted: the connector
 * spares it, because it takes it for the restored transaction.
 */
@SuppressWarnings("try") // The interface lets close() be interrupted.
final class StrictCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(StrictCommitter.class);

    private final String brokers;
    private final String topic;
    private final Committer<KafkaCommittable> committer;
    private final Counter lostTransactions;

    StrictCommitter(String brokers, String topic, Committer<KafkaCommittable> committer, Counter lostTransactions) {
        this.brokers = brokers;
        this.topic = topic;
        this.committer = committer;
        this.lostTransactions = lostTransactions;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        committer.commit(requests.stream()
                .<CommitRequest<KafkaCommittable>>map(Request::new)
                .toList());
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** Takes the connector's word for a success only. */
    private final class Request implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;

        private Request(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            refused(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            // The id has another producer id since its epochs were used up, or was not used for a week.
            if (reason instanceof InvalidPidMappingException) {
                refused(reason);
            } else {
                request.signalFailedWithUnknownReason(reason);
            }
        }

        private void refused(Throwable reason) {
            KafkaCommittable committable = request.getCommittable();
            if (committable.getProducer().isPresent()) {
                lostTransactions.inc();
                request.signalFailedWithKnownReason(reason);
                throw new SuppressRestartsException(new BrokenTopicException(
                        "Kafka did not commit the transaction " + committable.getTransactionalId() + " of " + topic
                                + " (" + reason.getMessage() + "). " + BrokenTopicException.RECORDS_MISSING,
                        reason));
            }
            abortWhatIsOpenInsteadOf(committable);
            request.signalAlreadyCommitted();
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }

    /** No transaction of this attempt is at risk: until its first checkpoint it uses no id of a restored transaction. */
    private void abortWhatIsOpenInsteadOf(KafkaCommittable committable) {
        String id = committable.getTransactionalId();
        try (Admin admin = Admin.create(KafkaLogin.settings(brokers))) {
            TransactionDescription open =
                    admin.describeTransactions(List.of(id)).description(id).get();
            boolean other =
                    open.producerId() != committable.getProducerId() || open.producerEpoch() != committable.getEpoch();
            if (open.state() == TransactionState.ONGOING && other) {
                LOG.info("Aborting the transaction that an earlier attempt left open as {}.", id);
                admin.fenceProducers(List.of(id)).all().get();
            }
        } catch (ExecutionException e) {
            // Kafka forgets ids that are not used.
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw new IllegalStateException("The transaction " + id + " cannot be looked up or aborted.", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Looking up the transaction " + id + " was interrupted.", e);
        }
    }
}
