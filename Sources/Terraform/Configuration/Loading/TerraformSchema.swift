import HCL

/// Which blocks Terraform's own language has, for the JSON syntax, which does not tell blocks from arguments. What a
/// provider's schema calls a block stays an argument: a list of objects is the same value either way.
///
/// See developer.hashicorp.com/terraform/language/syntax/json.
enum TerraformSchema {
  /// `*.tf.json`
  static let file = BodySchema(blocks: [
    "check": BlockSchema(labels: 1, body: BodySchema(blocks: ["assert": plain, "data": resource])),
    "data": resource,
    "ephemeral": resource,
    "import": plain,
    "locals": plain,
    "module": BlockSchema(labels: 1),
    "moved": plain,
    "output": BlockSchema(labels: 1, body: BodySchema(blocks: ["precondition": plain])),
    "provider": BlockSchema(labels: 1),
    "removed": BlockSchema(labels: 0, body: BodySchema(blocks: ["lifecycle": plain])),
    "resource": resource,
    "terraform": BlockSchema(labels: 0, body: BodySchema(blocks: ["required_providers": plain])),
    "variable": BlockSchema(labels: 1, body: BodySchema(blocks: ["validation": plain])),
  ])

  private static let plain = BlockSchema(labels: 0)

  private static let resource = BlockSchema(
    labels: 2,
    body: BodySchema(blocks: [
      "connection": plain,
      "dynamic": dynamic,
      "lifecycle": BlockSchema(
        labels: 0,
        body: BodySchema(blocks: ["precondition": plain, "postcondition": plain])
      ),
      "provisioner": BlockSchema(labels: 1),
    ])
  )

  private static let dynamic = BlockSchema(labels: 1) { _ in BodySchema(blocks: ["content": content]) }

  /// What dynamic blocks make may have dynamic blocks in it.
  private static var content: BlockSchema {
    BlockSchema(labels: 0) { _ in BodySchema(blocks: ["dynamic": dynamic]) }
  }
}
