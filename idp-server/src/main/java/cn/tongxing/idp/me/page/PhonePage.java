package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code me/phone}: the phones of the account, a change of phone that waits, or how to begin
 * one. Posts {@code action=next} to prove the new phone, {@code action=confirm} to show something
 * (more) first. View {@code me/stop-phone}: asks before what waits is stopped, and posts {@code
 * /me/phone/cancel}.
 *
 * @param notice what was done just now: catalogue key {@code me.done.*} without its prefix
 * @param capped whether a fact chose the person: nothing may be shown or changed
 * @param waiting what waits; nothing else can be changed then
 * @param shown what was shown of the account just now, words {@code me.phone.own.*}; empty if
 *     nothing that counts
 * @param young of that, and of the account's other ways, what is no kind of its own yet
 * @param when {@code at_once}, {@code after_hold}, {@code at_counter}, {@code stopped} (the same,
 *     since a change was stopped), {@code withdrawn} (since the person's own was), {@code never}:
 *     what follows if the new phone is proven now
 * @param more names of what changes it at once beside what was shown; blank if nothing here does
 *     now
 * @param from day and time at which two ways of the account will have been there long enough for
 *     that; blank if they are, or it has no two
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
    List<String> young,
    String when,
    String more,
    String from,
    String online,
    String dueAt,
    String step) {
  public PhonePage {
    phones = List.copyOf(phones);
    shown = List.copyOf(shown);
    young = List.copyOf(young);
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
