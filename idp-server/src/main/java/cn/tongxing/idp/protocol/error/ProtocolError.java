package cn.tongxing.idp.protocol.error;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Arrays;

/**
 * An error that the protocol's endpoints answer with. The two catalogues hold all of them; the name
 * is what the log says.
 */
public sealed interface ProtocolError permits FrontChannelError, BackChannelError {

  /** What the catalogue says of it. */
  Entry entry();

  /** The constant's name. */
  String name();

  /**
   * A row of the catalogue.
   *
   * @param code {@code error}, for programs
   * @param says {@code error_description}, for developers, with {@code %s} where a value stands
   * @param cause cause and remedy in Chinese; what to do about it in English
   */
  record Entry(Place place, String code, String says, LocalizedText cause) {

    /** Of an error that stands on no page: traditional Chinese is asked for by nobody. */
    Entry(Place place, String code, String says, String inChinese, String remedy) {
      this(place, code, says, new LocalizedText(inChinese, inChinese, remedy));
    }
  }

  /** Where an error is said. */
  enum Place {
    /** On a page here, since there is no address that could be trusted with it. */
    ON_A_PAGE,
    /** At the client's registered address, as parameters. */
    AT_THE_CLIENT,
    /** On a page that leads on to signing out. */
    SIGNING_OUT,
    /** As JSON: token, introspection, revocation. */
    BACK_CHANNEL,
    /** In {@code WWW-Authenticate}. */
    USERINFO,
    /** As JSON, beside the discovery document. */
    DISCOVERY
  }

  /** {@code error}. */
  default String code() {
    return entry().code();
  }

  /** The HTTP status of the answer. */
  default int status() {
    return switch (code()) {
      case "invalid_client", "invalid_token" -> 401;
      case "insufficient_scope" -> 403;
      case "server_error" -> 500;
      default ->
          switch (entry().place()) {
            case AT_THE_CLIENT -> 303;
            case DISCOVERY -> 404;
            case ON_A_PAGE, SIGNING_OUT, BACK_CHANNEL, USERINFO -> 400;
          };
    };
  }

  /** Whether it is an answer like any other, and nobody's mistake. */
  default boolean isUsual() {
    return switch (code()) {
      case "login_required", "interaction_required", "consent_required", "access_denied" -> true;
      default -> false;
    };
  }

  /** The error with its values; what may not stand in a description becomes a question mark. */
  default Reason with(Object... values) {
    var shown = Arrays.stream(values).map(Object::toString).map(Reason::printable).toArray();
    return new Reason(this, String.format(entry().says(), shown));
  }
}
