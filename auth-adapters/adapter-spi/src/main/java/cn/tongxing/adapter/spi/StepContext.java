package cn.tongxing.adapter.spi;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/**
 * What an adapter may know about the step it handles: nothing about the browser's cookies, the
 * person's account or the relying party.
 */
public interface StepContext {

  /** Unique per transaction, 32 letters and digits: fit for an upstream's business number. */
  String transaction();

  /** What the previous outcome of this transaction asked to remember. */
  AdapterState state();

  /** When the answer must be there. The host gives up then and treats the step as unavailable. */
  Instant deadline();

  /**
   * Where the upstream sends the browser back. Holds an opaque handle in its path, so that an
   * upstream without a {@code state} parameter is correlated too; same value for the whole
   * transaction.
   */
  URI callbackUri();

  /** Where the upstream's server may send a message of its own; same rules. */
  URI notificationUri();

  /**
   * The {@code state} to hand to an upstream that echoes one: letters and digits, 32 characters.
   */
  String callbackState();

  /** The {@code nonce} to hand to an upstream that signs one; differs from the state. */
  String nonce();

  /** The language the person reads, one of zh-CN, zh-TW, en. */
  Locale locale();

  /**
   * Whether the page is shown on a phone: an app can then be opened instead of a QR code scanned.
   */
  boolean onPhone();
}
