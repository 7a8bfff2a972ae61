package io.ballotstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoteIdsTest {
    private static final byte[] SALT = new byte[32];

    static {
        for (int i = 0; i < SALT.length; i++) {
            SALT[i] = (byte) i;
        }
    }

    private final VoteIds ids = new VoteIds(SALT);

    /** Computed by: printf VOTER | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f. */
    @Test
    void idIsTheFirstHalfOfTheKeyedDigest() {
        assertThat(ids.of("b5f3c9b2-8f4e-4d6a-9f55-3f1f0a3a2d11")).hasToString("c9c6d5f89ddbab3423000cb6cf32bee3");
        assertThat(ids.of("زهرا")).hasToString("f024929fd1ba027f8ba86c29857e4edb");
    }

    @Test
    void sameVoterGetsTheSameIdAgain() {
        VoteId first = ids.of("voter");
        ids.of("another");

        assertThat(ids.of("voter")).isEqualTo(first);
        assertThat(new VoteIds(SALT).of("voter")).isEqualTo(first);
    }

    @Test
    void anotherSaltGivesAnotherId() {
        assertThat(new VoteIds(new byte[32]).of("voter")).isNotEqualTo(ids.of("voter"));
    }
}
