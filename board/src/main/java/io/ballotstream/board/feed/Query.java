package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.LocationCount;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.snapshot.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Selects and sorts the rows of a list: a search, one location by its exact name, a sort order, a page. The default is
 * all rows. Rows that are equal in the sort order keep the order of the snapshot.
 */
public final class Query {
    private static final Set<String> PARAMETERS = Set.of("search", "location", "sort", "order", "offset", "limit");

    // Unknown turnout comes last in both orders.
    private static final Map<String, Function<LocationCount, Comparable<?>>> SORTS = Map.of(
            "votes", LocationCount::votes,
            "share", LocationCount::leaderShare,
            "margin", LocationCount::marginShare,
            "turnout", LocationCount::turnout,
            "leader",
                    count -> count.leader() == null
                            ? null
                            : count.leader().candidate().candidateName());
    private static final String BY_NAME = "location";

    private final Map<String, String> parameters;
    private final String search;
    private final String location;
    private final String sort;
    private final boolean descending;
    private final int offset;
    private final int limit;

    /**
     * Parses the parameters of a request.
     *
     * @param parameters by name, without {@code version}
     * @throws BadQueryException if one is unknown or out of range
     */
    public Query(Map<String, String> parameters) {
        this.parameters = new TreeMap<>(parameters);
        for (String name : this.parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw new BadQueryException("The parameter \"" + name + "\" is unknown; known are version, "
                        + PARAMETERS.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
        search = SearchText.fold(parameters.getOrDefault("search", "").strip());
        location = parameters.get("location");
        sort = oneOf("sort", BY_NAME, SORTS.keySet());
        descending = oneOf("order", "asc", Set.of("desc")).equals("desc");
        offset = number("offset", 0);
        limit = number("limit", Integer.MAX_VALUE);
    }

    private String oneOf(String name, String fallback, Set<String> others) {
        String value = parameters.getOrDefault(name, fallback);
        if (!value.equals(fallback) && !others.contains(value)) {
            throw new BadQueryException("The parameter " + name + " must be " + fallback + " or one of "
                    + others.stream().sorted().collect(Collectors.joining(", ")) + ", but is \"" + value + "\".");
        }
        return value;
    }

    private int number(String name, int fallback) {
        String value = parameters.get(name);
        try {
            int number = value == null ? fallback : Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Handled by the exception below.
        }
        throw new BadQueryException(
                "The parameter " + name + " must be a whole number from 0, but is \"" + value + "\".");
    }

    /** Equal queries have equal keys. */
    String key() {
        return parameters.toString();
    }

    /** A page of the selected rows. */
    record Page<T>(int found, int offset, List<T> rows) {}

    Page<LocationCount> locations(Snapshot snapshot) {
        List<LocationCount> found = snapshot.locations();
        if (location != null) {
            found = found.stream()
                    .filter(count -> count.location().location().equals(location))
                    .toList();
        }
        if (!search.isEmpty()) {
            found = found.stream()
                    .filter(count ->
                            SearchText.fold(count.location().location()).contains(search))
                    .toList();
        }
        if (!sort.equals(BY_NAME)) {
            found = found.stream().sorted(comparator(SORTS.get(sort))).toList();
        } else if (descending) {
            List<LocationCount> reversed = new ArrayList<>(found);
            Collections.reverse(reversed);
            found = reversed;
        }
        return page(found);
    }

    @SuppressWarnings("unchecked")
    private Comparator<LocationCount> comparator(Function<LocationCount, Comparable<?>> column) {
        Comparator<Comparable<Object>> natural = Comparator.naturalOrder();
        return Comparator.comparing(
                count -> (Comparable<Object>) column.apply(count),
                Comparator.nullsLast(descending ? natural.reversed() : natural));
    }

    Page<Standing> standings(Snapshot snapshot) {
        List<Standing> found = snapshot.standings();
        if (!search.isEmpty()) {
            found = found.stream()
                    .filter(standing -> SearchText.fold(
                                    standing.candidate().candidate().candidateName() + "\n"
                                            + standing.candidate().candidate().partyAffiliation())
                            .contains(search))
                    .toList();
        }
        return page(found);
    }

    private <T> Page<T> page(List<T> found) {
        int from = Math.min(offset, found.size());
        return new Page<>(found.size(), from, found.subList(from, from + Math.min(limit, found.size() - from)));
    }
}
