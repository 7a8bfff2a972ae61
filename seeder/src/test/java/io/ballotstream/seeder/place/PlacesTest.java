package io.ballotstream.seeder.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = Places.load();

    @Test
    void americanStatesAndTheirCapitalDistrictAreKnown() {
        assertThat(places.of(Nationality.US)).hasSize(51);
        assertThat(places.named("Alaska"))
                .contains(new Place("Alaska", "AK", Nationality.US, 63.588753, -154.493062, 525_568L));
        assertThat(places.coded("AK")).isEqualTo(places.named("Alaska"));
    }

    @Test
    void otherNamesAreNotKnown() {
        assertThat(places.named("Atlantis")).isEmpty();
        assertThat(places.coded("ZZ")).isEmpty();
    }
}
