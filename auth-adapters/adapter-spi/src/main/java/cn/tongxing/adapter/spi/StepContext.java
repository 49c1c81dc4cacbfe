package cn.tongxing.adapter.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  /**
   * Where an upstream sends the browser back that compares the address with a registered one byte
   * by byte: the same for every transaction of this adapter, without a handle, so that the upstream
   * must echo {@link #callbackState()}.
   */
  URI registeredCallbackUri();

  /** Where the upstream's server may send a message of its own; same rules. */
  URI notificationUri();

  /**
   * The {@code state} to hand to an upstream that echoes one: letters and digits, 32 characters.
   */
  String callbackState();

  /** The {@code nonce} to hand to an upstream that signs one; differs from the state. */
  String nonce();

  /** The language the person reads, one of zh-CN, zh-TW, zh-HK, en. */
  Locale locale();

  /**
   * Whether the page is shown on a phone: an app can then be opened instead of a QR code scanned.
   */
  boolean onPhone();

  /**
   * What the browser says it is, perhaps cut short; empty where nobody knows. For upstreams that
   * want to be told (the platform of the network identity's app, the {@code source} of iAM Smart,
   * whether the page is inside the upstream's own app) and for nothing that must be true: anybody
   * can write anything in it.
   */
  default String userAgent() {
    return "";
  }

  /**
   * Name of the department that the person is on the way to, as its pages show it, in the person's
   * language: for an upstream that shows who asks, and for nothing else. Empty where nobody asks.
   * Never the client, its address or an id.
   */
  default String departmentName() {
    return "";
  }

  /**
   * Where the person is, as the city's operator names the network that they come from (a service
   * hall, a library), in the person's language: for an upstream that shows it beside what it asks
   * to be confirmed, so that somebody who is made to confirm elsewhere sees that it is not where
   * they are. Empty where nobody knows, which is most often. Never an address, and no fact to rest
   * a decision on.
   */
  default String placeName() {
    return "";
  }

  /**
   * Why the place that the person is on the way to needs to know who they are; empty where it does
   * not. A way that does not rest on name and number asks for them only for one of these reasons,
   * says which, and leaves it to the person.
   */
  default Set<IdentityNeed> needs() {
    return Set.of();
  }

  /**
   * Who conducts and confirms this transaction at a counter, one or two people, as authenticated by
   * the host. Empty where the person is on their own.
   */
  default List<Operator> operators() {
    return List.of();
  }
}
