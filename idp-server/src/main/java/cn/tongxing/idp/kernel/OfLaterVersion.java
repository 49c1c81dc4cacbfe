package cn.tongxing.idp.kernel;

/**
 * Something that is kept was written by a later version of the server. While nodes are replaced one
 * by one it is good on another of them, soon on all: whoever asked is told to go on in a moment.
 */
public final class OfLaterVersion extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What it is, without anything that is personal. */
  public OfLaterVersion(String what) {
    super(what);
  }
}
