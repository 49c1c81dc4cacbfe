package cn.tongxing.sdk;

import org.jspecify.annotations.Nullable;

/** The identity provider could not be reached, or answered in a way that cannot be used. */
public final class ProviderException extends Exception {

  private static final long serialVersionUID = 1L;

  ProviderException(String message) {
    super(message);
  }

  ProviderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
