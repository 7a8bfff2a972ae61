package io.ballotstream.store.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * The login of Kafka clients. If the address names a user, {@code USER@HOST:PORT[,HOST:PORT…]}, clients log in with
 * SCRAM-SHA-512. Otherwise they do not log in.
 *
 * <p>The settings contain a reference to the password, which each client resolves in its own process (see
 * {@link KafkaPassword}). So the job graph contains no password.
 */
public final class KafkaLogin {
    private static final String PROVIDER = "ballotstream";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private KafkaLogin() {}

    /**
     * Returns the settings of a client: brokers and login.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @return a modifiable map
     */
    public static Map<String, Object> settings(String kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers(kafka));
        settings.putAll(login(kafka));
        return settings;
    }

    /**
     * Removes the user from an address.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @return {@code HOST:PORT[,HOST:PORT…]}
     */
    public static String brokers(String kafka) {
        return kafka.substring(kafka.indexOf('@') + 1);
    }

    /**
     * Returns the settings of the login only.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @return empty if the address names no user
     */
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
