package cn.tongxing.idp.protocol.page;

import java.util.List;

/**
 * View {@code protocol/consent}: what a department asks for. Posts {@code action=agree} with the
 * ticked values of {@code scope}, or {@code action=refuse}; the hidden field {@code step} goes with
 * both. Required items are no boxes and are not posted: agreeing means all of them.
 *
 * @param application the person is going to, in the page's language
 * @param department the office behind it, in the page's language
 * @param purpose why it asks, in the page's language
 * @param account masked name of the person who is asked
 * @param items in the order to show, at least one
 * @param action address the form posts to
 * @param step proves that this page was shown to this browser
 */
public record ConsentPage(
    String application,
    String department,
    String purpose,
    String account,
    List<Item> items,
    String action,
    String step) {
  public ConsentPage {
    items = List.copyOf(items);
  }

  /**
   * What is released under one scope. The plain words are the catalogue's: {@code consent.scope.*}
   * for {@code openid}, {@code profile}, {@code phone}, {@code email}, {@code address}, {@code
   * identity}, {@code offline_access}; another scope is shown as it is written.
   *
   * @param example the person's own value, masked, such as {@code *三}; blank where there is none
   * @param required whether the service does not work without it
   */
  public record Item(String scope, String example, boolean required) {}
}
