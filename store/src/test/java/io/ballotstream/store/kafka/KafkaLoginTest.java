package io.ballotstream.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLoginTest {
    @TempDir
    private Path directory;

    @Test
    void addressWithoutUserNeedsNoLogin() {
        assertThat(KafkaLogin.settings("a:9092,b:9092"))
                .containsExactly(Map.entry(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "a:9092,b:9092"));
    }

    @Test
    void userInTheAddressLogsInWithScram() {
        assertThat(KafkaLogin.settings("ballotstream-jobs@a:9092,b:9092"))
                .containsEntry(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "a:9092,b:9092")
                .containsEntry(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT")
                .containsEntry(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
    }

    @Test
    void missingPasswordIsReported() {
        assertThatThrownBy(() -> new AdminClientConfig(KafkaLogin.settings("jobs@a:9092")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("The address of Kafka names a user, so BALLOTSTREAM_KAFKA_PASSWORD or"
                        + " BALLOTSTREAM_KAFKA_PASSWORD_FILE must be set to the user's password.");
    }

    @Test
    void passwordIsReadInTheProcessOfTheClient() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "pass\"word\\\n");
        ConfigData data = new KafkaPassword(Map.of("BALLOTSTREAM_KAFKA_PASSWORD_FILE", file.toString())).get("");

        String jaas = KafkaLogin.login("jobs@a:9092")
                .get(SaslConfigs.SASL_JAAS_CONFIG)
                .replace("${ballotstream:password}", data.data().get("password"));

        Map<String, ?> options = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(options.get("username")).isEqualTo("jobs");
        assertThat(options.get("password")).isEqualTo("pass\"word\\");
    }

    @Test
    void settingsHoldNoPassword() {
        assertThat(KafkaLogin.settings("jobs@a:9092").toString()).contains("${ballotstream:password}");
    }
}
