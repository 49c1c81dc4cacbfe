package cn.tongxing.idp.upkeep;

import java.util.List;

/** The rules for a room's tables; a bean of each room that has any. */
@FunctionalInterface
public interface TableRules {

  List<TableRule> rules();
}
