package cn.tongxing.idp.keys;

import java.util.List;

/** The sealed columns of one module; a bean for each module that seals. */
@FunctionalInterface
public interface SealedColumns {

  /** All of them. */
  List<SealedColumn> columns();
}
