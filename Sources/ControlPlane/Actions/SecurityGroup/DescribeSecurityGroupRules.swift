import EC2Shapes
import VPCModel

enum DescribeSecurityGroupRules {
  private static let filters = FilterSet<SecurityGroupRuleRecord>([
    "group-id": { rule, _ in [rule.rule.groupID.text] },
    "security-group-rule-id": { rule, _ in [rule.recordID] },
  ])

  static func run(
    _ request: EC2.DescribeSecurityGroupRulesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeSecurityGroupRulesResult {
    if !request.securityGroupRuleIds.isEmpty, request.maxResults != nil {
      throw .invalidParameterCombination(
        "The parameter SecurityGroupRuleIds cannot be used with the parameter MaxResults"
      )
    }
    let page = try scope.list(
      SecurityGroupRuleRecord.self,
      identifiers: request.securityGroupRuleIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { candidates($0, scope.state) }
    )
    return EC2.DescribeSecurityGroupRulesResult(
      nextToken: page.nextToken,
      securityGroupRules: page.map { $0.shape(in: scope.state) }
    )
  }

  private static func candidates(
    _ filters: CompiledFilters<SecurityGroupRuleRecord>,
    _ state: State
  ) -> [SecurityGroupRuleRecord]? {
    if let rules = filters.literals("security-group-rule-id") {
      return Set(rules).compactMap { state.securityGroupRules[$0] }
    }
    if let groups = filters.literals("group-id") {
      return Set(groups).flatMap { state.rules(of: SecurityGroup.ID($0)) }.compactMap {
        state.securityGroupRules[$0.id]
      }
    }
    return nil
  }
}
