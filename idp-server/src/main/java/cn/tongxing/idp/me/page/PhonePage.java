package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code me/phone}: the phones of the account, a change of phone that waits, or how to begin
 * one. Posts {@code action=next} to prove the new phone, {@code action=confirm} to show something
 * (more) first; {@code /me/phone/cancel} stops what waits.
 *
 * @param notice what was done just now: catalogue key {@code me.done.*} without its prefix
 * @param capped whether a fact chose the person: nothing may be shown or changed
 * @param waiting what waits; nothing else can be changed then
 * @param shown what was shown of the account just now, words {@code me.phone.own.*}; empty if
 *     nothing that counts
 * @param when {@code at_once}, {@code after_hold}, {@code at_counter}, {@code stopped} (the same,
 *     since a change was stopped), {@code never}: what follows if the new phone is proven now
 * @param online names of the ways here whose proof changes the phone after a stop; empty if the
 *     counter alone does
 * @param dueAt day and time of a change that would wait
 * @param step proves that this page was shown to this browser and session
 */
public record PhonePage(
    Optional<String> notice,
    boolean capped,
    List<Phone> phones,
    Optional<Waiting> waiting,
    List<String> shown,
    String when,
    String online,
    String dueAt,
    String step) {
  public PhonePage {
    phones = List.copyOf(phones);
    shown = List.copyOf(shown);
  }

  /**
   * One phone, masked.
   *
   * @param disown proof for the form that ends a phone that is not fresh; empty for all others
   */
  public record Phone(String number, boolean stale, Optional<String> disown) {}

  /**
   * A change that waits.
   *
   * @param phone the new one, masked
   * @param cancel proof for the form that stops it; empty if something must be shown first
   */
  public record Waiting(String phone, String since, String dueAt, Optional<String> cancel) {}
}
