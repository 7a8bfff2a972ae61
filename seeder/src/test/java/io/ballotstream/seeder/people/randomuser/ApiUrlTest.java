package io.ballotstream.seeder.people.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://randomuser.me, https://randomuser.me/api/1.4/",
        "https://randomuser.me/, https://randomuser.me/api/1.4/",
        "https://randomuser.me/api/1.4, https://randomuser.me/api/1.4/",
        "https://randomuser.me/api/1.4/, https://randomuser.me/api/1.4/",
        "http://127.0.0.1:8080/people, http://127.0.0.1:8080/people/api/1.4/",
    })
    void versionIsPinnedWhetherOrNotItIsNamed(String text, String url) {
        assertThat(ApiUrl.parse(text)).hasToString(url);
    }

    @Test
    void publicServiceIsThatOfTheProject() {
        assertThat(ApiUrl.PUBLIC).hasToString("https://randomuser.me/api/1.4/");
        assertThat(ApiUrl.PUBLIC.host()).isEqualTo("randomuser.me");
    }

    @Test
    void queryFollowsThePath() {
        assertThat(ApiUrl.parse("http://mirror:8080").withQuery("a=1&b=2"))
                .hasToString("http://mirror:8080/api/1.4/?a=1&b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "randomuser.me",
                "ftp://randomuser.me",
                "file:///people.json",
                "http://",
                "http:///api",
                "http://ada:secret@mirror",
                "http://mirror?seed=1",
                "http://mirror#top",
                "http://a b"
            })
    void invalidUrlIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> ApiUrl.parse(text))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--randomuser-url must have the format http[s]://HOST[:PORT][/PATH].");
    }
}
