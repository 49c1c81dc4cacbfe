/**
 * The contract that every adapter passes, and what an adapter's own tests need: a host in small.
 *
 * <p>Owns {@link cn.tongxing.adapter.testkit.AdapterContract}, which an adapter's test extends, and
 * {@link cn.tongxing.adapter.testkit.AdapterFixture}, which its author fills in. JUnit and AssertJ
 * only; the server is absent.
 */
@NullMarked
package cn.tongxing.adapter.testkit;

import org.jspecify.annotations.NullMarked;
