package cn.tongxing.idp.audit.store;

/**
 * A link of the chain.
 *
 * @param position from 1, without gaps
 * @param key the event it seals
 * @param hash over the link before and the event
 */
public record ChainRow(long position, EventKey key, byte[] hash) {

  /** What the first link follows. */
  public static final ChainRow BEGINNING = new ChainRow(0, EventKey.FIRST, new byte[32]);
}
