package cn.tongxing.idp.login.page;

import cn.tongxing.adapter.spi.LocalizedText;

/**
 * What stands on a page that takes pictures of a face.
 *
 * @param challenge in JSON, for the script; blank unless it is open
 * @param handling what happens with the pictures
 */
public record Camera(
    State state,
    LocalizedText title,
    LocalizedText explanation,
    LocalizedText handling,
    String challenge) {

  /** How far it is. */
  public enum State {
    /** The person is asked whether the camera may open: {@code action=submit}. */
    ASKED,
    /** The camera opens. */
    OPEN,
    /** The challenge was not answered, or not as it should be: {@code action=restart}. */
    OVER
  }

  /** Without the nonce. */
  @Override
  public String toString() {
    return "Camera[" + state + "]";
  }
}
