package cn.tongxing.idp.notice.sms;

/**
 * Who a text message says that it is from.
 *
 * @param signature under which the sender is registered with the carriers, in every language
 * @param hotline the city's telephone for help
 */
public record Sender(String signature, String hotline) {}
