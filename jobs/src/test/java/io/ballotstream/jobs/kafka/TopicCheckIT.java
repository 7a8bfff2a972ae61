package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.ServicesTestBase;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.testing.TestBroker;
import org.junit.jupiter.api.Test;

class TopicCheckIT extends ServicesTestBase {
    @Test
    void existingTopicsPass() {
        assertThatCode(() -> TopicCheck.require(kafka(), Topics.VOTERS, Topics.VOTES))
                .doesNotThrowAnyException();
    }

    @Test
    void missingTopicIsReportedWithTheMostSimilarName() {
        assertThatThrownBy(() -> TopicCheck.require(kafka(), Topics.VOTERS, "voter_topic"))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The topic voter_topic does not exist on " + kafka()
                        + ". The most similar existing name is voters_topic.");
    }

    @Test
    void withoutTopicsPreparingAnElectionIsSuggested() {
        TestBroker.deleteTopics();

        assertThatThrownBy(() -> TopicCheck.require(kafka(), Topics.VOTERS))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The topic voters_topic does not exist on " + kafka()
                        + ". No topics exist. Prepare an election with `ballotstream seed` first.");
    }
}
