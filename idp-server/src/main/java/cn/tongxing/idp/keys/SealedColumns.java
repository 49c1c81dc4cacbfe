package cn.tongxing.idp.keys;

import java.util.List;

/** The sealed columns of one module; a bean for each module that seals. */
@FunctionalInterface
public interface SealedColumns {

  /** All of them. */
  List<SealedColumn> columns();

  /** Whether something that is no column of its own is still sealed under this data key. */
  default boolean isHeldElsewhere(int dataKey) {
    return false;
  }
}
