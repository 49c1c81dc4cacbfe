package cn.tongxing.simulator.sms;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was sent, newest first. Kept in memory, the latest few hundred. */
public final class SmsInbox {

  private static final int KEPT = 500;
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

  private final Deque<SmsMessage> messages = new ArrayDeque<>();

  /**
   * One message.
   *
   * @param to as the sender wrote it, usually E.164
   */
  public record SmsMessage(String id, Instant time, String to, String template, String text) {

    /** The first number of six digits in the text. */
    public Optional<String> code() {
      Matcher matcher = CODE.matcher(text);
      return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
  }

  synchronized void add(SmsMessage message) {
    messages.addFirst(message);
    if (messages.size() > KEPT) {
      messages.removeLast();
    }
  }

  /**
   * The messages to one phone, or all.
   *
   * @param phone with or without country code; blank for all
   */
  public synchronized List<SmsMessage> to(String phone) {
    String wanted = national(phone);
    return messages.stream()
        .filter(message -> wanted.isEmpty() || national(message.to()).equals(wanted))
        .toList();
  }

  /** Mainland numbers lose their country code; others keep the digits. */
  private static String national(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    return digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
  }
}
