package io.ballotstream.model;

/**
 * A voter's address. Every part may be null.
 *
 * @param street with the house number
 * @param city town or city
 * @param state state, province or region
 * @param country its name in English
 * @param postcode text, because some postcodes begin with a zero or contain letters
 */
public record Address(String street, String city, String state, String country, String postcode) {}
