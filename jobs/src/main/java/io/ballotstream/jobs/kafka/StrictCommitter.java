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
 * Commits with the connector's committer, but does not ignore a transaction that Kafka refuses to commit.
 *
 * <p>If this attempt wrote the transaction, the transaction is lost, and the job fails without a restart. If the
 * transaction was restored, it was most likely committed before the restart. {@link WitnessingWriter} verifies that
 * before the next checkpoint completes. In that case this class also aborts a transaction that a dead attempt left open
 * under the same id. The connector does not abort it, because it mistakes it for the restored transaction.
 */
@SuppressWarnings("try") // In the interface, close() may throw InterruptedException.
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

    /** Handles refused commits, which the connector would only log. */
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
            // The transactional id has a new producer id, because its epochs are exhausted or it was unused for a week.
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

    /**
     * Cannot abort a transaction of this attempt, which uses no id of a restored transaction before its first
     * checkpoint.
     */
    private void abortWhatIsOpenInsteadOf(KafkaCommittable committable) {
        String id = committable.getTransactionalId();
        try (Admin admin = Admin.create(KafkaLogin.settings(brokers))) {
            TransactionDescription open =
                    admin.describeTransactions(List.of(id)).description(id).get();
            boolean other =
                    open.producerId() != committable.getProducerId() || open.producerEpoch() != committable.getEpoch();
            if (open.state() == TransactionState.ONGOING && other) {
                LOG.info("Aborting the transaction {}, which an earlier attempt left open.", id);
                admin.fenceProducers(List.of(id)).all().get();
            }
        } catch (ExecutionException e) {
            // Kafka deletes unused transactional ids.
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw new IllegalStateException("The transaction " + id + " cannot be looked up or aborted.", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Looking up the transaction " + id + " was interrupted.", e);
        }
    }
}
