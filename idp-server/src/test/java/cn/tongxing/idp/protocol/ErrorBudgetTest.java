package cn.tongxing.idp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget.Budget;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ErrorBudgetTest {

  @Test
  @Clause({"R8", "RFC 9700 4.11"})
  void errorsSentOnByRedirectAreCountedForEachClientAndAddress() {
    try (var context = new AnnotationConfigApplicationContext()) {
      var redis = TestServices.freshRedis();
      context.registerBean(RedisClusterCommands.class, () -> redis);
      context.registerBean(ProtocolSettings.class, () -> ProtocolNode.SETTINGS);
      context.registerBean(ErrorBudget.class);
      context.refresh();
      var budget = context.getBean(ErrorBudget.class);
      var one = new RequestOrigin("192.0.2.1", "");

      for (int error = 0; error < 120; error++) {
        assertThat(budget.spend("fund", one)).isEqualTo(Budget.LEFT);
      }
      assertThat(budget.spend("fund", one)).isEqualTo(Budget.USED_UP);
      assertThat(budget.spend("fund", new RequestOrigin("192.0.2.2", ""))).isEqualTo(Budget.LEFT);
      assertThat(budget.spend("hospital", one)).isEqualTo(Budget.LEFT);
      // who holds a network of IPv6 addresses has one budget, not 2^80
      for (int error = 0; error < 120; error++) {
        budget.spend("fund", new RequestOrigin("2001:db8:5::" + error, ""));
      }
      assertThat(budget.spend("fund", new RequestOrigin("2001:db8:5:ff::1", "")))
          .isEqualTo(Budget.USED_UP);
      assertThat(budget.spend("fund", new RequestOrigin("2001:db8:6::1", "")))
          .isEqualTo(Budget.LEFT);
      assertThat(redis.ttl("authz-errors:{fund@c0000201}")).isBetween(1L, 60L);
    }
  }
}
