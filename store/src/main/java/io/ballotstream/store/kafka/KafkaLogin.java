package io.ballotstream.store.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * How clients log in to Kafka: as the user that the address names, {@code USER@HOST:PORT[,HOST:PORT…]}, by SCRAM-SHA-512;
 * without a user they do not log in.
 *
 * <p>The settings hold no password but a reference, which each client resolves in its own process, see
 * {@link KafkaPassword}: so the password does not travel in a job's graph.
 */
public final class KafkaLogin {
    private static final String PROVIDER = "ballotstream";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private KafkaLogin() {}

    /** The settings that every client of these brokers needs, in a map that may be added to. */
    public static Map<String, Object> settings(String kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers(kafka));
        settings.putAll(login(kafka));
        return settings;
    }

    /** The brokers alone, {@code HOST:PORT[,HOST:PORT…]}. */
    public static String brokers(String kafka) {
        return kafka.substring(kafka.indexOf('@') + 1);
    }

    /** The settings of the login alone; none if the address names no user. */
    public static Map<String, String> login(String kafka) {
        int at = kafka.indexOf('@');
        if (at < 0) {
            return Map.of();
        }
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                SecurityProtocol.SASL_PLAINTEXT.name,
                SaslConfigs.SASL_MECHANISM,
                MECHANISM,
                SaslConfigs.SASL_JAAS_CONFIG,
                ScramLoginModule.class.getName() + " required username=\"" + kafka.substring(0, at) + "\" password=\"${"
                        + PROVIDER + ":" + KafkaPassword.KEY + "}\";",
                AbstractConfig.CONFIG_PROVIDERS_CONFIG,
                PROVIDER,
                AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + PROVIDER + ".class",
                KafkaPassword.class.getName());
    }
}
