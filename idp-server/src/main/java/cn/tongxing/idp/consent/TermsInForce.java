package cn.tongxing.idp.consent;

/**
 * The terms of use and the privacy notice that pages lead to now.
 *
 * @param version by which they are told from others ({@code idp.pages.terms-version})
 */
public record TermsInForce(String version) {}
