package cn.tongxing.idp.protocol;

import jakarta.servlet.Filter;

/**
 * One filter of the protocol's chain; each endpoint's package contributes its own. A bean of this
 * type instead of a bean of type {@code Filter}, which the servlet container would pick up.
 *
 * @param place filters with a lower one come first
 */
public record EndpointFilter(int place, Filter filter) {

  /** Before every endpoint. */
  public static final int FIRST = -10;

  /** Endpoints that answer by themselves, by the path alone: nothing is looked at before. */
  public static final int ALONE = 0;

  /** Before anything reads the parameters. */
  public static final int FORM = 5;

  /** Before the endpoints that need an authenticated client. */
  public static final int CLIENT_AUTHENTICATION = 10;

  /** Endpoints; they match by path, so their order does not matter. */
  public static final int ENDPOINT = 20;
}
