package cn.tongxing.idp.protocol.error;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A back-channel request is refused; in the form that the engine's filters pass along. */
public final class RefusedRequest extends OAuth2AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  private RefusedRequest(Reason reason) {
    super(new OAuth2Error(reason.code(), reason.description(), null));
    this.reason = reason;
  }

  /** With the values that the error's sentence has room for. */
  public static RefusedRequest because(BackChannelError error, Object... values) {
    return new RefusedRequest(error.with(values));
  }

  /** With what is for the log alone. */
  public static RefusedRequest because(Reason reason) {
    return new RefusedRequest(reason);
  }

  public Reason reason() {
    return reason;
  }
}
