package io.ballotstream.model;

/** Where a voter lives; every part may be null. The postcode is text, because some begin with a zero or hold letters. */
public record Address(String street, String city, String state, String country, String postcode) {}
