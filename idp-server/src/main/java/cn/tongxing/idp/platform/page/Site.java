package cn.tongxing.idp.platform.page;

/**
 * What is the same on every page of one installation.
 *
 * @param demo whether to show the ribbon of a demonstration ({@code idp.demo})
 * @param hotline the city's telephone for help ({@code idp.pages.hotline})
 */
public record Site(boolean demo, String hotline) {}
