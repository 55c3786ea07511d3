module flashmesh.invalid/authority

go 1.26
